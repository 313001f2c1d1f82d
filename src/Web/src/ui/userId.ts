const userId = /^(?!@)[A-Za-z0-9._@~-]{1,128}$/;

/** Whether a user may be called so: docs/protocol.md, "Identity". Pure. */
export const isUserId = (text: string): boolean => userId.test(text);
