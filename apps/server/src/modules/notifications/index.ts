export { DeliveryTraffic } from './delivery-traffic.js';
export { NotificationsModule } from './notifications.module.js';
