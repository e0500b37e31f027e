export { OpenApiModule } from './openapi.module.js';
export { OpenApiService } from './openapi.service.js';
