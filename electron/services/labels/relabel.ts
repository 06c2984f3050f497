// Changes the labels of one machine, as it runs and as it is stored.
import { LABELS_KEY, LABELS_URI, type LabelEdit } from '../../../shared/model/labels.ts';
import { virshLine, virshName } from '../../../shared/shell-words.ts';
import { TooManyTags } from '../../domain-xml/failures.ts';
import { type EditedLabels, editLabels } from '../../domain-xml/label-edit.ts';
import { type DomainEntry, isActive } from '../../inventory/domain-entry.ts';
import { isInOtherState } from '../../libvirt/error-predicates.ts';
import { LibvirtError } from '../../libvirt/errors.ts';
import type { RoutedCallOptions } from '../../libvirt/host-link.ts';
import {
  VirDomainModificationImpact as Impact,
  VirDomainMetadataType as Metadata,
  VirErrorNumber,
} from '../../libvirt/protocol/constants.gen.ts';
import { domainGetMetadata, domainSetMetadata } from '../../libvirt/protocol/domain.gen.ts';
import type { DomainRef } from '../../libvirt/protocol/values.gen.ts';
import type { Host } from '../host.ts';
import { RequestFailed, unknownObject } from '../request-failed.ts';
import type { MachineControl } from '../tasks/bulk.ts';
import { readable } from '../unreadable.ts';

const DEADLINE_MS = 60_000;
const TYPE = Metadata.VIR_DOMAIN_METADATA_ELEMENT;

interface Place {
  readonly host: Host;
  readonly ref: DomainRef;
  readonly options: RoutedCallOptions;
}

/**
 * Gives what takes the change back, or nothing when nothing had to be changed; tells the command before it is done. The running and the stored element are
 * edited each from its own text: somebody may have changed one of them alone.
 */
export async function relabel(
  host: Host,
  uuid: string,
  edit: LabelEdit,
  { signal, command }: Pick<MachineControl, 'signal' | 'command'>,
): Promise<LabelEdit | undefined> {
  host.demandWritable();
  host.demandLink();
  const request = { uuid, what: 'labels', signal, deadlineMs: DEADLINE_MS };
  return await host.lines.run(request, async (options) => {
    try {
      return await editBoth({ host, uuid, edit, options, command });
    } catch (error) {
      if (!isInOtherState(error)) throw error;
      // It was started or stopped in between.
      await host.inventory.readDomainAgain(host.domainRef(uuid));
      return await editBoth({ host, uuid, edit, options, command });
    }
  });
}

interface Change {
  readonly host: Host;
  readonly uuid: string;
  readonly edit: LabelEdit;
  readonly options: RoutedCallOptions;
  readonly command: (line: string) => void;
}

async function editBoth({ host, uuid, edit, options, command }: Change): Promise<LabelEdit | undefined> {
  const entry = host.inventory.domains.get(uuid);
  if (entry === undefined) throw unknownObject('domain');
  const place = { host, ref: entry.ref, options };
  const edited = await Promise.all(
    impactsOf(entry).map(async (flags) => ({ flags, ...labelled(await read(place, flags), edit) })),
  );
  const changed = edited.filter(({ undo }) => undo !== undefined);
  // The same text for both is one call, and both have it or neither.
  const texts = new Map<string | undefined, number>();
  for (const { xml, flags } of changed) texts.set(xml, (texts.get(xml) ?? 0) | flags);
  if (texts.size > 0) command([...texts].map(([xml, flags]) => commandOf(place, xml, flags)).join('\n'));
  for (const [xml, flags] of texts) await write(place, xml, flags);
  return changed[0]?.undo;
}

/** What runs comes first: that is what is shown. */
function impactsOf(entry: DomainEntry): readonly number[] {
  return [
    ...(isActive(entry) ? [Impact.VIR_DOMAIN_AFFECT_LIVE] : []),
    ...(entry.persistent ? [Impact.VIR_DOMAIN_AFFECT_CONFIG] : []),
  ];
}

function labelled(current: string | undefined, edit: LabelEdit): EditedLabels {
  try {
    return readable(() => editLabels(current, edit));
  } catch (error) {
    if (!(error instanceof TooManyTags)) throw error;
    throw new RequestFailed({ kind: 'invalid', field: 'tags', message: error.message });
  }
}

async function read({ host, ref: dom, options }: Place, flags: number): Promise<string | undefined> {
  try {
    const args = { dom, type: TYPE, uri: LABELS_URI, flags };
    return (await host.demandLink().call(domainGetMetadata, args, options)).metadata;
  } catch (error) {
    const none = error instanceof LibvirtError && error.code === VirErrorNumber.VIR_ERR_NO_DOMAIN_METADATA;
    if (none) return undefined;
    throw error;
  }
}

async function write(
  { host, ref: dom, options }: Place,
  metadata: string | undefined,
  flags: number,
): Promise<void> {
  const args = { dom, type: TYPE, metadata, key: LABELS_KEY, uri: LABELS_URI, flags };
  await host.demandLink().call(domainSetMetadata, args, options);
}

function commandOf({ host, ref }: Place, metadata: string | undefined, flags: number): string {
  const where = [
    ...((flags & Impact.VIR_DOMAIN_AFFECT_LIVE) === 0 ? [] : ['--live']),
    ...((flags & Impact.VIR_DOMAIN_AFFECT_CONFIG) === 0 ? [] : ['--config']),
  ];
  const what = metadata === undefined ? ['--remove'] : ['--key', LABELS_KEY, '--set', metadata];
  return virshLine(host, 'metadata', virshName(ref), LABELS_URI, ...where, ...what);
}
