// Command lines for a person to copy; the engine writes them too.
export { shellWord, virshLine, virshName } from '../../shared/shell-words.ts';
