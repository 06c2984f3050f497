// Which calls go by the `work` connection, because they can block: they wait for a disk, a guest, a
// monitor that may hang, or a job. libvirtd serves five calls of a connection at a time and is deaf to it
// meanwhile, so these must never stand in front of the console, the model and "cancel".

import * as domain from './protocol/domain.gen.ts';
import * as block from './protocol/domain-block.gen.ts';
import * as checkpoint from './protocol/domain-checkpoint.gen.ts';
import * as migration from './protocol/domain-migration.gen.ts';
import * as snapshot from './protocol/domain-snapshot.gen.ts';
import type { AnyProcedure } from './protocol/procedure.ts';
import * as qemu from './protocol/qemu.gen.ts';
import * as storage from './protocol/storage.gen.ts';

export type Route = 'live' | 'work';

const blocking: ReadonlySet<AnyProcedure> = new Set<AnyProcedure>([
  // The guest agent: a guest answers when it likes.
  qemu.qemuDomainAgentCommand,
  domain.domainFsfreeze,
  domain.domainFsthaw,
  domain.domainFstrim,
  domain.domainGetFsinfo,
  domain.domainGetGuestInfo,
  domain.domainGetGuestVcpus,
  domain.domainSetGuestVcpus,
  domain.domainGetHostname,
  domain.domainGetTime,
  domain.domainSetTime,
  domain.domainSetUserPassword,
  domain.domainInterfaceAddresses,
  domain.domainPmSuspendForDuration,
  domain.domainAuthorizedSshKeysGet,
  domain.domainAuthorizedSshKeysSet,
  // Memory to disk and back, and a start, which may be the second of these.
  domain.domainCreate,
  domain.domainCreateWithFlags,
  domain.domainCreateXml,
  domain.domainSave,
  domain.domainSaveFlags,
  domain.domainSaveParams,
  domain.domainManagedSave,
  domain.domainRestore,
  domain.domainRestoreFlags,
  domain.domainRestoreParams,
  domain.domainCoreDump,
  domain.domainCoreDumpWithFormat,
  // All that asks the machine's monitor, which is silent while QEMU is stopped. Not in this list, so
  // that a way out is always open: destroy and abort of a job.
  qemu.qemuDomainMonitorCommand,
  domain.domainSuspend,
  domain.domainResume,
  domain.domainReboot,
  domain.domainReset,
  domain.domainShutdown,
  domain.domainShutdownFlags,
  domain.domainPmWakeup,
  domain.domainInjectNmi,
  domain.domainSendKey,
  domain.domainScreenshot,
  domain.domainAttachDevice,
  domain.domainAttachDeviceFlags,
  domain.domainDetachDevice,
  domain.domainDetachDeviceFlags,
  domain.domainDetachDeviceAlias,
  domain.domainUpdateDeviceFlags,
  domain.domainSetMemory,
  domain.domainSetMemoryFlags,
  domain.domainSetVcpus,
  domain.domainSetVcpusFlags,
  domain.domainSetVcpu,
  // Waits half a minute for a job on the machine, such as a save, to end.
  domain.domainSetMetadata,
  domain.domainMemoryStats,
  domain.domainMemoryPeek,
  domain.domainGetDiskErrors,
  domain.domainGraphicsReload,
  domain.domainSetInterfaceParameters,
  domain.domainAddIothread,
  domain.domainDelIothread,
  domain.domainSetIothreadParams,
  block.domainBlockCommit,
  block.domainBlockCopy,
  block.domainBlockPeek,
  block.domainBlockPull,
  block.domainBlockRebase,
  block.domainBlockResize,
  block.domainGetBlockInfo,
  block.domainSetBlockIoTune,
  checkpoint.domainBackupBegin,
  checkpoint.domainCheckpointCreateXml,
  checkpoint.domainCheckpointDelete,
  snapshot.domainSnapshotCreateXml,
  snapshot.domainSnapshotDelete,
  snapshot.domainRevertToSnapshot,
  // Migration, except what steers one that runs.
  ...Object.values(migration).filter(
    (procedure) => !/MIGRATE_(GET|SET)_|MIGRATE_START_POST_COPY/.test(procedure.name),
  ),
  // Disks of any size, and servers that may be gone. What a volume is, libvirt finds out by opening its image, and
  // holds its pool meanwhile.
  storage.storagePoolBuild,
  storage.storagePoolCreate,
  storage.storagePoolCreateXml,
  storage.storagePoolDelete,
  storage.storagePoolDestroy,
  storage.storagePoolListAllVolumes,
  storage.storagePoolRefresh,
  storage.storageVolCreateXml,
  storage.storageVolCreateXmlFrom,
  storage.storageVolDelete,
  storage.storageVolGetInfo,
  storage.storageVolGetXmlDesc,
  storage.storageVolResize,
  storage.storageVolWipe,
  storage.storageVolWipePattern,
]);

/** The connection by which a call goes when its caller does not say. */
export function routeOf(procedure: AnyProcedure): Route {
  return blocking.has(procedure) ? 'work' : 'live';
}
