// Models leave out what is absent, while readers come back with `undefined`.

type Present<T> = {
  [Field in keyof T as undefined extends T[Field] ? Field : never]?: Exclude<T[Field], undefined>;
} & { [Field in keyof T as undefined extends T[Field] ? never : Field]: T[Field] };

/** `fields` without those that are `undefined`. */
export function present<T extends object>(fields: T): Present<T>;
export function present(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
