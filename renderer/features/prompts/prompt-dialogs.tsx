// The questions on the way to hosts, one dialog at a time, the oldest first.
import { later } from '../../ui/later.tsx';
import { usePrompts } from './use-prompts.ts';

// Most starts have nothing to ask.
const PromptDialog = later(async () => (await import('./prompt-dialog.tsx')).PromptDialog);

export function PromptDialogs() {
  const { prompts, answer } = usePrompts();
  const [prompt] = prompts;
  if (prompt === undefined) return null;
  return (
    <PromptDialog
      key={prompt.id}
      prompt={prompt}
      waiting={prompts.length}
      onAnswer={(given) => answer(prompt, given)}
    />
  );
}
