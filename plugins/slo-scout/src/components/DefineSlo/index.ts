export { LazyDefineSlo as DefineSlo } from './LazyDefineSlo';
