/** Name and version told to the server; a test holds it to package.json. */
export const SDK_VERSION = 'node/0.1.0';
