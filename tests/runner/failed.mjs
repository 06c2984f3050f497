// What failed in a run, by name and first words, for the end of a long log: often that is all that is kept of it.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './steps.mjs';

const MOST_LETTERS = 1200;
/** Of what a page showed: its last lines have the rows, the messages and the dialogs. */
const MOST_PAGE_LINES = 60;
const SECOND_TIME = ' (passed the second time)';
// Vitest and Playwright colour what they quote.
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** @param {string | undefined} message */
const start = (message) =>
  (message ?? '')
    .replace(COLOURS, '')
    // All that Vitest writes of a test or a hook that did not end in time.
    .replace('Error: STACK_TRACE_ERROR', 'It did not end in time.')
    .trim()
    .slice(0, MOST_LETTERS);

/** What passed only the second time is named too. @param {object} results what Vitest's JSON reporter wrote @returns {string[]} */
export function failedInVitest(results) {
  return results.testResults.flatMap((file) => {
    const name = relative(root, file.name);
    const tests = file.assertionResults;
    // A file that cannot be loaded has no tests that could fail.
    if (file.status === 'failed' && tests.every(({ status }) => status !== 'failed'))
      return [`${name}\n${start(file.message)}`];
    return tests
      .filter(({ failureMessages }) => failureMessages.length > 0)
      .map(({ fullName, status, failureMessages }) => {
        const kind = status === 'passed' ? SECOND_TIME : '';
        return `${name} › ${fullName}${kind}\n${start(failureMessages.join('\n'))}`;
      });
  });
}

/** What passed only the second time is named too. @param {object} results what Playwright's JSON reporter wrote @returns {string[]} */
export function failedInPlaywright({ suites, errors }) {
  const tests = suites.flatMap(specsOf).flatMap((spec) => spec.tests.map((test) => ({ spec, test })));
  const bad = tests.filter(({ test }) => test.status === 'unexpected' || test.status === 'flaky');
  return [
    ...bad.map(({ spec, test }) => {
      const words = test.results.map(({ error }) => error?.message).find((one) => one !== undefined);
      const kind = test.status === 'flaky' ? SECOND_TIME : '';
      const name = `[${test.projectName}] ${spec.file} › ${spec.title}${kind}`;
      return [name, start(words), ...pageOf(test.results)].join('\n');
    }),
    ...errors.map(({ message }) => start(message)),
  ];
}

/** What the page showed when it first failed, as a screen reader would have it, without the marks for machines. @param {object[]} results */
function pageOf(results) {
  const path = results.flatMap(({ attachments }) => attachments).find(isContext)?.path;
  if (path === undefined || !existsSync(path)) return [];
  const snapshot = /```yaml\n(.*?)\n```/s.exec(readFileSync(path, 'utf8'))?.[1];
  if (snapshot === undefined) return [];
  const said = snapshot.replaceAll(/ \[(ref=\w+|cursor=\w+)\]/g, '').split('\n');
  const lines = said.filter((line) => line.trim() !== '- img');
  return ['The page showed:', ...lines.slice(-MOST_PAGE_LINES)];
}

const isContext = ({ name }) => name === 'error-context';

const specsOf = (suite) => [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
