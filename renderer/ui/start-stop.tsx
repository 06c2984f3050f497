// Start and stop of a network or a pool. Stopping one that machines use asks first.
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { ActionButton } from './action-button.tsx';
import { CommandHint, type LabelledCommand } from './command.tsx';
import { Confirm } from './confirm.tsx';

export interface StartStopProps<User> {
  readonly name: string;
  readonly active: boolean;
  readonly compact: boolean;
  readonly pending: boolean;
  readonly disabledReason?: string;
  readonly commands: readonly LabelledCommand[];
  /** Of the feature's catalogue: `start`, `stop` and `confirmStop.*`. */
  readonly t: (key: string, values: { readonly name: string }) => string;
  /** Who uses it now; undefined when that cannot be read. */
  readonly users: () => Promise<readonly User[] | undefined>;
  readonly userLink: (user: User) => ReactNode;
  readonly onAct: (action: 'start' | 'stop') => void;
  /** More buttons. */
  readonly children?: ReactNode;
}

interface Question<User> {
  readonly users: readonly User[] | undefined;
}

export function StartStop<User extends string>(props: StartStopProps<User>) {
  const { name, active, compact, commands, t, users, onAct, children } = props;
  const [question, setQuestion] = useState<Question<User>>();
  const [looking, setLooking] = useState(false);

  // Who uses it is read at the moment of the question: a list from before may be wrong.
  async function askToStop() {
    setLooking(true);
    const found = await users();
    setLooking(false);
    if (found?.length === 0) onAct('stop');
    else setQuestion({ users: found && [...new Set(found)] });
  }

  return (
    <>
      <ActionButton
        compact={compact}
        pending={props.pending || looking}
        {...(props.disabledReason === undefined ? {} : { disabledReason: props.disabledReason })}
        label={t(active ? 'stop' : 'start', { name })}
        icon={active ? <IconPlayerStop size={15} /> : <IconPlayerPlay size={15} />}
        onClick={() => (active ? void askToStop() : onAct('start'))}
      />
      {children}
      {commands.length > 0 && <CommandHint of={name} commands={commands} />}
      <StopQuestion
        name={name}
        t={t}
        question={question}
        userLink={props.userLink}
        onClose={() => setQuestion(undefined)}
        onStop={() => {
          setQuestion(undefined);
          onAct('stop');
        }}
      />
    </>
  );
}

interface StopQuestionProps<User> extends Pick<StartStopProps<User>, 'name' | 't' | 'userLink'> {
  readonly question: Question<User> | undefined;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

function StopQuestion<User extends string>(props: StopQuestionProps<User>) {
  const { name, t, question, userLink, onStop, onClose } = props;
  return (
    <Confirm
      opened={question !== undefined}
      title={t('confirmStop.title', { name })}
      confirmLabel={t('confirmStop.yes', { name })}
      cancelLabel={t('confirmStop.no', { name })}
      danger
      onConfirm={onStop}
      onClose={onClose}
    >
      <p>{t(question?.users === undefined ? 'confirmStop.unknown' : 'confirmStop.text', { name })}</p>
      <ul>
        {question?.users?.map((user) => (
          <li key={user}>{userLink(user)}</li>
        ))}
      </ul>
    </Confirm>
  );
}
