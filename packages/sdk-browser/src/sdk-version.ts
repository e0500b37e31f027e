/** Name and version told to the server; a test holds it to package.json. */
export const SDK_VERSION = 'browser/0.1.0';
