/** The page around Swagger UI, which is served below `publicPath`. Scripts and styles come from files, as the content security policy wants it. */
export function docsPage(publicPath: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Sluice API</title>
    <link rel="stylesheet" href="${publicPath}/api/docs/swagger-ui.css" />
    <link rel="icon" href="${publicPath}/api/docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui">
      <noscript>This page needs JavaScript; the document itself is <a href="${publicPath}/api/openapi.json">${publicPath}/api/openapi.json</a>.</noscript>
    </div>
    <script src="${publicPath}/api/docs/swagger-ui-bundle.js"></script>
    <script src="${publicPath}/api/docs/start.js"></script>
  </body>
</html>
`;
}

/** The script that starts Swagger UI on the page. */
export function docsStart(publicPath: string): string {
  return `window.ui = SwaggerUIBundle({
  url: ${JSON.stringify(`${publicPath}/api/openapi.json`)},
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: true,
  docExpansion: 'none',
  validatorUrl: null,
});
`;
}
