import type { Operation } from "../operation";
import { createPolicy, deletePolicy, getPolicy, listPolicies } from "./policies";
import {
  attachRolePolicy,
  deleteRolePermissionsBoundary,
  deleteRolePolicy,
  detachRolePolicy,
  getRolePolicy,
  listAttachedRolePolicies,
  listRolePolicies,
  putRolePermissionsBoundary,
  putRolePolicy,
} from "./role-policies";
import {
  createRole,
  deleteRole,
  getRole,
  listRoles,
  updateAssumeRolePolicy,
  updateRole,
  updateRoleDescription,
} from "./roles";

/** Every operation of IAM that the emulator has. */
export const operations: readonly Operation[] = [
  createRole,
  getRole,
  listRoles,
  updateRole,
  updateRoleDescription,
  updateAssumeRolePolicy,
  deleteRole,
  putRolePolicy,
  getRolePolicy,
  listRolePolicies,
  deleteRolePolicy,
  attachRolePolicy,
  detachRolePolicy,
  listAttachedRolePolicies,
  putRolePermissionsBoundary,
  deleteRolePermissionsBoundary,
  createPolicy,
  getPolicy,
  listPolicies,
  deletePolicy,
];
