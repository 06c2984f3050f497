// The columns that the machines grid knows, in the order in which they are offered.
export const COLUMN_IDS = [
  'name',
  'title',
  'state',
  'reason',
  'cpu',
  'memoryUse',
  'disk',
  'diskRead',
  'diskWrite',
  'net',
  'netRx',
  'netTx',
  'memory',
  'maxMemory',
  'vcpus',
  'addresses',
  'macs',
  'networks',
  'disks',
  'os',
  'arch',
  'displays',
  'autostart',
  'persistent',
  'managedSave',
  'tags',
  'group',
  'host',
  'id',
  'uuid',
  'description',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

/** What is shown until a person chooses. */
export const USUAL_COLUMNS: readonly ColumnId[] = [
  'name',
  'title',
  'state',
  'cpu',
  'memoryUse',
  'disk',
  'net',
  'addresses',
  'tags',
  'host',
];

/** What would leave the rows without a name cannot be hidden. */
export const FIXED_COLUMN: ColumnId = 'name';

export function isColumnId(id: string): id is ColumnId {
  return COLUMN_IDS.some((one) => one === id);
}
