/** The device was lost or reported an error: nothing that is computed on it from now on can be trusted. */
export class DeviceFailure extends Error {}
