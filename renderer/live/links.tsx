// Links to places of this window. They are real links: they can be copied, and opened by keyboard.
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { connectionOf, type DomainKey, type NetworkKey } from '../../shared/model/keys.ts';
import { useDomain, useNetwork } from './hooks.ts';
import { hashOf, type Place } from './place.ts';

export function PlaceLink({ to, children }: { readonly to: Place; readonly children: ReactNode }) {
  return (
    <Anchor href={hashOf(to)} c="var(--gh-accent)" inherit>
      {children}
    </Anchor>
  );
}

/** A machine by its name; `otherwise`, or its UUID, while the model does not know it. */
export function MachineLink({
  domain,
  otherwise,
}: {
  readonly domain: DomainKey;
  readonly otherwise?: string;
}) {
  const known = useDomain(domain);
  if (known === undefined && otherwise !== undefined) return otherwise;
  if (known === undefined) return <code>{domain.slice(connectionOf(domain).length + 1)}</code>;
  return <PlaceLink to={{ page: 'machine', domain }}>{known.name}</PlaceLink>;
}

/** A virtual network by its name; nothing while the model does not know it. */
export function NetworkLink({ network }: { readonly network: NetworkKey }) {
  const known = useNetwork(network);
  if (known === undefined) return null;
  return <PlaceLink to={{ page: 'network', network }}>{known.name}</PlaceLink>;
}
