import { ROLES } from '@sluice/protocol';
import type { Grant } from './actor.js';
import type { Place } from './place.js';
import { requireRole } from './require-role.js';

const everywhere = (role: Grant['role']): Grant => ({ role, projectId: null, environmentId: null });
const inProject = (role: Grant['role']): Grant => ({ role, projectId: 'p', environmentId: null });
const inEnvironment = (role: Grant['role']): Grant => ({
  role,
  projectId: 'p',
  environmentId: 'e',
});
const project = { projectId: 'p', environmentId: null };
const environment = { projectId: 'p', environmentId: 'e' };
const sibling = { projectId: 'p', environmentId: 'other' };
const stranger = { projectId: 'q', environmentId: null };

const ask = (grants: Grant[], needed: Grant['role'], place: Place = project, isProtected = false) =>
  requireRole(grants, { needed, place, protected: isProtected });

describe('requireRole', () => {
  it('lets a role do what weaker roles may, and nothing above it', () => {
    for (const held of ROLES) {
      for (const needed of ROLES) {
        const allowed = ROLES.indexOf(held) >= ROLES.indexOf(needed);
        expect(ask([everywhere(held)], needed).ok).toBe(allowed);
      }
    }
  });

  it('hides what lies outside every grant instead of forbidding it', () => {
    expect(ask([inProject('admin')], 'viewer', stranger)).toEqual({ ok: false, code: 'NOT_FOUND' });
    expect(ask([inEnvironment('admin')], 'viewer', sibling)).toEqual({
      ok: false,
      code: 'NOT_FOUND',
    });
    expect(ask([], 'viewer')).toEqual({ ok: false, code: 'NOT_FOUND' });
  });

  it('lets the holder of one environment read its project but not change it', () => {
    expect(ask([inEnvironment('admin')], 'viewer').ok).toBe(true);
    expect(ask([inEnvironment('admin')], 'editor')).toMatchObject({
      code: 'FORBIDDEN',
      needed: 'editor',
      held: null,
    });
    expect(ask([inEnvironment('editor')], 'editor', environment).ok).toBe(true);
  });

  it('wants an operator where an editor would change a protected environment', () => {
    expect(ask([inProject('editor')], 'editor', environment, true)).toMatchObject({
      code: 'FORBIDDEN',
      needed: 'operator',
      held: 'editor',
      protected: true,
    });
    expect(ask([inEnvironment('operator')], 'editor', environment, true).ok).toBe(true);
  });

  it('takes the strongest of several grants', () => {
    expect(ask([everywhere('viewer'), inProject('admin')], 'admin').ok).toBe(true);
    expect(ask([everywhere('viewer'), inProject('admin')], 'admin', stranger).ok).toBe(false);
  });

  it('asks a global role for what is not part of any project', () => {
    const global = { projectId: null, environmentId: null };
    expect(ask([everywhere('admin')], 'admin', global).ok).toBe(true);
    expect(ask([inProject('admin')], 'admin', global).ok).toBe(false);
  });
});
