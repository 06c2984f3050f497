// Every message that crosses the process boundary, and nothing else. Both sides take their types from this value;
// the engine also runs its checks.
import { z } from 'zod';
import {
  connectionId,
  deviceName,
  displayIndex,
  domainKey,
  groupName,
  hostProfile,
  ipAddress,
  labelColour,
  labelEdit,
  labelGroup,
  networkKey,
  poolKey,
  promptAnswer,
  promptId,
  searchChange,
  settingsChange,
  tagName,
  taskId,
  terminalColumns,
  terminalRows,
  uriText,
  userName,
} from './checks.ts';
import { type Api, channel, type Handlers, type Pushes, push, request } from './ipc.ts';
import type { ModelBatch, ModelSnapshot } from './model/changes.ts';
import type { HostSuggestion, TestNotice } from './model/connect.ts';
import type {
  ConsoleList,
  ScreenCommand,
  ScreenNotice,
  SerialCommand,
  SerialNotice,
  TerminalCommand,
  TerminalNotice,
} from './model/console.ts';
import { DOMAIN_ACTIONS, type DomainDetails, type DomainXml } from './model/domain.ts';
import type { ConnectionId } from './model/keys.ts';
import type { LabelOutcome } from './model/labels.ts';
import type { HostInterface, NetworkDetails } from './model/network.ts';
import type { Prompt } from './model/prompt.ts';
import type { About, Settings, SettingsTrouble } from './model/settings.ts';
import {
  type DomainMetric,
  type DomainParts,
  type History,
  type HostMetric,
  type HostParts,
  MOST_IN_VIEW,
  RANGES,
  type StatisticsTick,
} from './model/statistics.ts';
import type { PoolDetails } from './model/storage.ts';
import { LONGEST_WORD, MOST_WORDS, type Task, type TaskId, type TaskItems } from './model/task.ts';
import type { Thumbnail } from './model/thumbnail.ts';
import { type ImportPreview, LONGEST_IMPORT } from './model/transfer.ts';

/** One that is a little too long is refused with words, not as a mistake of the page. */
const importText = z.string().max(LONGEST_IMPORT + 1);

export const contract = {
  model: {
    /** The whole model as it is; batches with a larger number follow as `changed`. */
    snapshot: request({}).returns<ModelSnapshot>(),
    changed: push<ModelBatch>(),
  },
  connections: {
    /** Adds a host and begins to connect; what comes of it is in the model. The same URI again gives the same id. */
    add: request({ profile: hostProfile }).returns<ConnectionId>(),
    /** Changes what is stored; a new URI or access connects anew. */
    edit: request({ connection: connectionId, profile: hostProfile }).returns<void>(),
    /** The order in the sidebar; hosts that are not named come after. */
    reorder: request({ connections: z.array(connectionId).max(10_000) }).returns<void>(),
    /** Goes all the way to a host and back without keeping it, and tells each step. Ends with the channel. */
    test: channel({ uri: uriText, readOnly: z.boolean() }).carrying<TestNotice, never>(),
    /** Hosts that this computer knows from elsewhere; those that are stored already are left out. */
    suggestions: request({}).returns<readonly HostSuggestion[]>(),
    /** Tries again at once. */
    connect: request({ connection: connectionId }).returns<void>(),
    disconnect: request({ connection: connectionId }).returns<void>(),
    /** Disconnects and forgets it. */
    remove: request({ connection: connectionId }).returns<void>(),
    /** Reads again what has no event. */
    refresh: request({ connection: connectionId }).returns<void>(),
    capabilities: request({ connection: connectionId }).returns<string>(),
    interfaces: request({ connection: connectionId }).returns<readonly HostInterface[]>(),
  },
  prompts: {
    /** What is waiting for an answer now. */
    list: request({}).returns<readonly Prompt[]>(),
    changed: push<readonly Prompt[]>(),
    /** An answer to what was answered meanwhile is dropped. */
    answer: request({ prompt: promptId, answer: promptAnswer }).returns<void>(),
  },
  domains: {
    details: request({ domain: domainKey }).returns<DomainDetails>(),
    xml: request({ domain: domainKey }).returns<DomainXml>(),
    /** Reads its addresses, flags and details again; what changed is in the model. */
    refresh: request({ domain: domainKey }).returns<void>(),
    /** Returns when libvirt has answered; a shut down or reboot goes on as a transition in the model. */
    act: request({
      domain: domainKey,
      action: z.enum(DOMAIN_ACTIONS),
    }).returns<void>(),
    /** Adds a USB tablet to the stored definition, and to the running machine where it can take one. */
    addTablet: request({ domain: domainKey }).returns<{ readonly live: boolean }>(),
  },
  labels: {
    /** Of all these machines alike; each is changed as it runs and as it is stored. One that fails stops no other. */
    change: request({
      domains: z.array(domainKey).min(1).max(100_000),
      ...labelEdit,
    }).returns<LabelOutcome>(),
    /** An empty group, kept in the settings until a machine comes in. */
    addGroup: request({ group: labelGroup }).returns<void>(),
    /** Another path for a group, with those inside it, or another colour, at all of their machines. */
    changeGroup: request({
      group: groupName,
      path: groupName.optional(),
      colour: labelColour.optional(),
    }).returns<LabelOutcome>(),
    /** Its machines, and those of groups inside it, go to the group around it, or to none. */
    removeGroup: request({ group: groupName }).returns<LabelOutcome>(),
    changeTag: request({
      tag: tagName,
      name: tagName.optional(),
      colour: labelColour.optional(),
    }).returns<LabelOutcome>(),
    removeTag: request({ tag: tagName }).returns<LabelOutcome>(),
    /** Takes back a change by the `undo` of its outcome. */
    undo: request({ change: z.string().max(32) }).returns<LabelOutcome>(),
  },
  networks: {
    details: request({ network: networkKey }).returns<NetworkDetails>(),
    act: request({
      network: networkKey,
      action: z.enum(['start', 'stop', 'autostart-on', 'autostart-off']),
    }).returns<void>(),
  },
  pools: {
    details: request({ pool: poolKey }).returns<PoolDetails>(),
    act: request({
      pool: poolKey,
      action: z.enum(['start', 'stop', 'refresh', 'autostart-on', 'autostart-off']),
    }).returns<void>(),
  },
  tasks: {
    /** Oldest first: all that are kept, or only those under way. */
    list: request({ ended: z.boolean() }).returns<readonly Task[]>(),
    changed: push<readonly Task[]>(),
    /** The machines of a bulk action, those that changed since an answer with this revision; 0 asks for all. */
    items: request({ task: taskId, since: z.int().min(0) }).returns<TaskItems>(),
    /** For each of the words, the bulk actions of whose machines one has it in its name, its command or its failure. */
    find: request({ words: z.array(z.string().min(1).max(LONGEST_WORD)).max(MOST_WORDS) }).returns<
      readonly (readonly TaskId[])[]
    >(),
    /** Does it to many machines, side by side; what cannot be done to one is left out, and said. Returns at once. */
    bulk: request({
      domains: z.array(domainKey).min(1).max(10_000),
      action: z.enum(DOMAIN_ACTIONS),
      guestTimeoutMs: z.int().min(1000).max(3_600_000).optional(),
    }).returns<TaskId>(),
    /** Takes it back where libvirt can, and what of it has not begun. */
    cancel: request({ task: taskId }).returns<void>(),
    /** Takes them out of the log for good, or all that have ended; those under way stay. */
    forget: request({ tasks: z.union([z.literal('ended'), z.array(taskId).max(1000)]) }).returns<void>(),
    /** These are in the log no more. */
    forgotten: push<readonly TaskId[]>(),
  },
  statistics: {
    /**
     * Ticks of this host come as `sampled` to this page until `unwatch`, or until the page is gone, with the samples of
     * what is `inView`; asked again, it is only that which changes.
     */
    watch: request({
      connection: connectionId,
      inView: z.union([z.literal('all'), z.array(domainKey).max(MOST_IN_VIEW)]),
    }).returns<void>(),
    unwatch: request({ connection: connectionId }).returns<void>(),
    domain: request({ domain: domainKey, range: z.enum(RANGES) }).returns<History<DomainMetric>>(),
    host: request({ connection: connectionId, range: z.enum(RANGES) }).returns<History<HostMetric>>(),
    /** Takes half a second when nobody asked shortly before. */
    domainParts: request({ domain: domainKey }).returns<DomainParts>(),
    hostParts: request({ connection: connectionId }).returns<HostParts>(),
    sampled: push<StatisticsTick>(),
  },
  thumbnails: {
    /** The newest small picture of a machine's screen, or the next one when that was seen; taken at a gentle pace. */
    next: request({ domain: domainKey, seenMs: z.number().optional() }).returns<Thumbnail>(),
  },
  consoles: {
    list: request({ domain: domainKey }).returns<ConsoleList>(),
    screen: channel({ domain: domainKey, index: displayIndex }).carrying<ScreenNotice, ScreenCommand>(),
    serial: channel({ domain: domainKey, device: deviceName }).carrying<SerialNotice, SerialCommand>(),
    /** Gives the console back to others now. */
    release: request({ domain: domainKey, device: deviceName }).returns<void>(),
    setRecording: request({ domain: domainKey, device: deviceName, on: z.boolean() }).returns<void>(),
    /** Screen and scrollback as plain text. */
    text: request({ domain: domainKey, device: deviceName }).returns<string>(),
    /** A terminal that runs `pkttyagent` for the engine, so that polkit can ask here. */
    polkitAgent: channel({
      connection: connectionId,
      columns: terminalColumns,
      rows: terminalRows,
    }).carrying<TerminalNotice, TerminalCommand>(),
    /** A login shell on the host, over the connection's own login where it is elsewhere. */
    hostShell: channel({
      connection: connectionId,
      columns: terminalColumns,
      rows: terminalRows,
    }).carrying<TerminalNotice, TerminalCommand>(),
    /** `virsh` bound to this host: ours where there is one, else the host's. */
    virshShell: channel({
      connection: connectionId,
      columns: terminalColumns,
      rows: terminalRows,
    }).carrying<TerminalNotice, TerminalCommand>(),
    /** `ssh` to a machine by an address that its host knows, through the host's login where it is elsewhere. */
    guestShell: channel({
      domain: domainKey,
      address: ipAddress,
      user: userName.optional(),
      columns: terminalColumns,
      rows: terminalRows,
    }).carrying<TerminalNotice, TerminalCommand>(),
  },
  settings: {
    get: request({}).returns<Settings>(),
    set: request(settingsChange).returns<Settings>(),
    /** One step: the other searches stay as they are, whatever another window made of them meanwhile. Fails as `invalid` when there is room for no more. */
    changeSearches: request({ change: searchChange }).returns<Settings>(),
    changed: push<Settings>(),
    /** The text of a file for another computer: all settings and hosts, nothing secret. */
    exported: request({}).returns<string>(),
    /** What such a file would change here; nothing is changed. */
    preview: request({ text: importText }).returns<ImportPreview>(),
    /** Takes settings, hosts or both out of a file; no host of it is connected. Fails as `invalid` for a file that is refused. */
    import: request({ text: importText, settings: z.boolean(), hosts: z.boolean() }).returns<void>(),
    /** All that holds now; an empty list when everything is right again. */
    trouble: push<readonly SettingsTrouble[]>(),
    about: request({}).returns<About>(),
  },
} as const;

export type AppContract = typeof contract;
/** What a page calls. */
export type AppApi = Api<AppContract>;
/** What the engine must implement; a handler that is missing or misspelt does not compile. */
export type AppHandlers = Handlers<AppContract>;
/** How the engine speaks without being asked. */
export type AppPushes = Pushes<AppContract>;
