// Mantine's dialog, which has the keyboard from its first moment and gives it back to where it was.
import { Modal, type ModalProps } from '@mantine/core';
import { DialogKeyboard } from './dialog-keyboard.tsx';

export function Dialog({ children, ...props }: ModalProps) {
  return (
    <Modal returnFocus={false} {...props}>
      <DialogKeyboard />
      {children}
    </Modal>
  );
}
