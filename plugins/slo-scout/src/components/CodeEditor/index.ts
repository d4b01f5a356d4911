export { CodeEditor } from './CodeEditor';
export type { CodeLanguage } from './languages';
