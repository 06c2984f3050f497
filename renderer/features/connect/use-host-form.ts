// What the dialog holds while a host is written down.
import { useState } from 'react';
import { type HostProfile, PLAIN_HOST } from '../../../shared/model/connect.ts';
import { checkFields, type FieldProblems } from './field-check.ts';
import { buildUri, EMPTY_FIELDS, fieldsOf, type UriFields } from './uri-builder.ts';
import { checkUri, type UriVerdict } from './uri-check.ts';

export type Description = Omit<HostProfile, 'uri'>;

export interface HostForm {
  readonly fields: UriFields;
  readonly description: Description;
  readonly uri: string;
  readonly problems: FieldProblems;
  readonly verdict: UriVerdict;
  /** All is there, and nothing wrong with it. */
  readonly ready: boolean;
  readonly profile: HostProfile;
  change(change: Partial<UriFields>): void;
  describe(change: Partial<Description>): void;
}

/** Begins with `profile`; with a URI from outside it shows that URI whole. */
export function useHostForm(profile: HostProfile | undefined, offeredUri: string | undefined): HostForm {
  const [fields, setFields] = useState<UriFields>(() => firstFields(profile, offeredUri));
  const [description, setDescription] = useState<Description>(profile ?? PLAIN_HOST);
  const { readOnly, name, colour, notes, autoconnect } = description;
  const uri = buildUri(fields);
  const problems = checkFields(fields);
  const verdict = checkUri(uri);
  return {
    fields,
    description,
    uri,
    problems,
    verdict,
    ready: verdict.ok && Object.keys(problems).length === 0,
    profile: { uri, readOnly, name: name.trim(), colour, notes, autoconnect },
    change: (change) => setFields((before) => ({ ...before, ...change })),
    describe: (change) => setDescription((before) => ({ ...before, ...change })),
  };
}

function firstFields(profile: HostProfile | undefined, offeredUri: string | undefined): UriFields {
  if (offeredUri !== undefined) return { ...EMPTY_FIELDS, preset: 'other', uri: offeredUri };
  return profile === undefined ? EMPTY_FIELDS : fieldsOf(profile.uri);
}
