declare module 'swagger-ui-dist/absolute-path.js' {
  /** Directory of the files of Swagger UI. */
  const absolutePath: () => string;
  export = absolutePath;
}
