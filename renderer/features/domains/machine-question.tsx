// The question before an action by which something is lost. One for the window: it names the machine and the loss.
import { useTranslation } from 'react-i18next';
import { useDomainOperations } from '../../live/domain-operations.ts';
import type { Question } from '../../live/operations-store.ts';
import { Confirm } from '../../ui/confirm.tsx';

/** Names are enough up to here; beyond, how many. */
const MOST_NAMES = 8;

function Asked({
  question,
  answer,
}: {
  readonly question: Question;
  readonly answer: (yes: boolean) => void;
}) {
  const { t } = useTranslation('domains');
  const { action, domains } = question;
  const [first] = domains;
  const names = domains.slice(0, MOST_NAMES).map((domain) => domain.name);
  const what = { name: first?.name ?? '', count: domains.length };
  return (
    <Confirm
      opened
      danger
      title={t(`question.${action}.${domains.length > 1 ? 'titleMany' : 'title'}`, what)}
      confirmLabel={t(`question.${action}.yes`)}
      cancelLabel={t(`question.${action}.no`)}
      onConfirm={() => answer(true)}
      onClose={() => answer(false)}
    >
      {t(`question.${action}.loss`, what)}
      {domains.length > 1 && (
        <ul>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
          {domains.length > MOST_NAMES && (
            <li>{t('question.andMore', { count: domains.length - MOST_NAMES })}</li>
          )}
        </ul>
      )}
    </Confirm>
  );
}

export function MachineQuestion() {
  const { question, answer } = useDomainOperations();
  return question === undefined ? null : <Asked question={question} answer={answer} />;
}
