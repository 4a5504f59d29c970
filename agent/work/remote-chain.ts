// The name of a chain whose key and documents a middleware keeps: it can never be taken for a CSID's.
const PREFIX = "stackcue:";

/** The chain of a production identifier. */
export const remoteChain = (productionId: string): string => PREFIX + productionId;

/** True for chains of a middleware. */
export const isRemoteChain = (csid: string): boolean => csid.startsWith(PREFIX);
