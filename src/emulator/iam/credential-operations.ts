/** Operations on passwords, MFA devices, SSH keys, certificates and other credentials, and reports on them. */
export const credentialOperations = {};
