import { chownSync } from 'node:fs';
import { join } from 'node:path';
import {
  removeDirectory,
  temporaryDirectory,
} from '../../../../test/embedded/temporary-directory.js';
import { accountIn, chooseIdentity } from './privileges.js';

const PASSWD = [
  'root:x:0:0:root:/root:/bin/sh',
  'nobody:x:65534:65533::/:/sbin/nologin',
  'postgres:x:70:71::/:/bin/sh',
].join('\n');
const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('chooseIdentity', () => {
  it('drops nothing when this process is an ordinary user', async () => {
    expect(await chooseIdentity('/anywhere', 1000)).toBeUndefined();
  });

  asRoot('takes the owner of the place the data will be made in', async () => {
    const directory = temporaryDirectory();
    chownSync(directory, 12_345, 12_346);
    const expected = { uid: 12_345, gid: 12_346 };
    expect(await chooseIdentity(join(directory, 'not', 'made'), 0)).toEqual(expected);
    removeDirectory(directory);
  });

  asRoot('takes an account without rights where root owns everything', async () => {
    const identity = await chooseIdentity('/root/not-made', 0);
    expect(identity?.uid).toBeGreaterThan(0);
    expect(identity?.gid).toBeGreaterThan(0);
  });
});

describe('accountIn', () => {
  it('takes the first of the accounts that exists', () => {
    expect(accountIn(PASSWD, ['postgres', 'nobody'])).toEqual({ uid: 70, gid: 71 });
    expect(accountIn(PASSWD, ['pg', 'nobody'])).toEqual({ uid: 65534, gid: 65533 });
  });

  it('never takes root, nor a line it cannot read', () => {
    expect(accountIn(PASSWD, ['root'])).toBeUndefined();
    expect(accountIn('postgres:x\n', ['postgres'])).toBeUndefined();
  });
});
