import { peers } from './jest.config.mjs';

/** Tests against real programs from outside (a browser, a Prometheus): `npm run test:peers`. */
export default peers;
