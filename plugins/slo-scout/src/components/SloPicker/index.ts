export { LazySloPicker } from './LazySloPicker';
export {
  sloPickerSchema,
  type SloPickerOptions,
  type SloPickerProps,
} from './schema';
export { validateSlos } from './validate';
