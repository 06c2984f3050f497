// Stops a network or a pool: at once when nothing uses it, else after a question that names who does.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Confirm } from './confirm.tsx';

export interface StopQuestionProps<User> {
  readonly name: string;
  /** Of the feature's catalogue: `confirmStop.*`. */
  readonly t: (key: string, values: { readonly name: string }) => string;
  /** Who uses it now; undefined when that cannot be read. */
  readonly users: () => Promise<readonly User[] | undefined>;
  readonly userLink: (user: User) => ReactNode;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

export function StopQuestion<User extends string>(props: StopQuestionProps<User>) {
  const { name, t, userLink, onClose } = props;
  const [question, setQuestion] = useState<{ readonly users: readonly User[] | undefined }>();
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    let wanted = true;
    // Read at the moment of the question: a list from before may be wrong.
    void latest.current.users().then((users) => {
      if (!wanted) return;
      if (users?.length !== 0) {
        setQuestion({ users: users && [...new Set(users)] });
        return;
      }
      latest.current.onClose();
      latest.current.onStop();
    });
    return () => {
      wanted = false;
    };
  }, []);

  return (
    <Confirm
      opened={question !== undefined}
      title={t('confirmStop.title', { name })}
      confirmLabel={t('confirmStop.yes', { name })}
      cancelLabel={t('confirmStop.no', { name })}
      danger
      onConfirm={() => {
        onClose();
        props.onStop();
      }}
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
