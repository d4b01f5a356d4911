/**
 * Types, wire contract, permissions and API client shared by the SLO Scout plugins.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './figures';
export * from './permissions';
export * from './sentences';
export * from './signals';
export * from './standing';
export * from './types';
