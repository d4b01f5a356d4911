export { verify } from './verify';
export type { Verification, VerifyRequest } from './verify';
export { readVerifyOptions } from './config';
export type { VerifyOptions } from './config';
