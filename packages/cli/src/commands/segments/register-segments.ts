import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { collect, withWriteOptions, type WriteOptions } from '../../command/write-options.js';
import type { MemberOptions } from './change-members.js';
import type { SegmentListOptions } from './list-segments.js';
import type { SegmentOptions } from './segment-body.js';

/** `sluice segments …` */
export function registerSegments(program: Command, run: Runner): void {
  const segments = program
    .command('segments')
    .alias('segment')
    .description('groups of users that rules can name, per environment');
  segments
    .command('list')
    .alias('ls')
    .description('all segments of an environment')
    .option('-s, --search <text>', 'part of key, name or description')
    .action(run<SegmentListOptions>(async () => (await import('./list-segments.js')).listSegments));
  segments
    .command('get <key>')
    .description('one segment, its lists, its rules, and the flags that name it')
    .action(run(async () => (await import('./get-segment.js')).getSegment));
  registerWrites(segments, run);
}

function registerWrites(segments: Command, run: Runner): void {
  withSegmentOptions(withWriteOptions(segments.command('create <key>')))
    .description('a new segment')
    .action(run<SegmentOptions>(async () => (await import('./create-segment.js')).createSegment));
  withSegmentOptions(withWriteOptions(segments.command('update <key>')))
    .description('change a segment; a list that is given replaces the stored one')
    .action(run<SegmentOptions>(async () => (await import('./update-segment.js')).updateSegment));
  withWriteOptions(segments.command('delete <key>'))
    .description('delete a segment that no flag names')
    .action(run<WriteOptions>(async () => (await import('./delete-segment.js')).deleteSegment));
  withMemberOptions(withWriteOptions(segments.command('add <key> [ids...]')))
    .description('add members: ids as arguments, or one per line from --file')
    .action(run<MemberOptions>(async () => (await import('./change-members.js')).addMembers));
  withMemberOptions(withWriteOptions(segments.command('remove <key> [ids...]')))
    .description('remove members')
    .action(run<MemberOptions>(async () => (await import('./change-members.js')).removeMembers));
}

function withSegmentOptions(command: Command): Command {
  return command
    .option('--name <text>', 'name shown to people')
    .option('--description <text>', 'who that is')
    .option('--by <attribute>', 'attribute the lists are matched against (default: id)')
    .option('--include <ids>', 'these ids are members, id,id (repeatable)', collect)
    .option('--exclude <ids>', 'these ids never are (repeatable)', collect)
    .option(
      '--when <condition>',
      'who fits is a member: "country in SE,NO" (repeatable: all must hold)',
      collect,
    )
    .option('--from <file>', 'JSON with any of rules, included, excluded, by (- for stdin)');
}

function withMemberOptions(command: Command): Command {
  return command
    .option('--excluded', 'of the list of those who never are members')
    .option('-f, --file <file>', 'ids, one per line (- for stdin)');
}
