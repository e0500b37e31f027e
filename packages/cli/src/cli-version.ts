/** Version of the command; a test holds it to package.json. */
export const CLI_VERSION = '0.1.0';
