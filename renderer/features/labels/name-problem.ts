// Why a text cannot be a name of a tag or a group; the key of a sentence under `problem`.
import { groupPath, LABEL_MOST_LENGTH, labelName } from '../../../shared/model/labels.ts';

export type NameProblem = 'tooLong' | 'characters' | 'tooDeep';

export function tagProblem(text: string): NameProblem | undefined {
  const name = text.trim();
  if (name === '' || labelName(name) !== undefined) return undefined;
  return name.length > LABEL_MOST_LENGTH ? 'tooLong' : 'characters';
}

export function groupProblem(text: string): NameProblem | undefined {
  if (text.trim() === '' || groupPath(text) !== undefined) return undefined;
  const parts = text.split('/').map(tagProblem);
  return parts.find((problem) => problem !== undefined) ?? 'tooDeep';
}
