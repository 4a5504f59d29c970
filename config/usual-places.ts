// Where an installed unit keeps things, unless it is told otherwise.

export const CONFIG_FILE = "/etc/khatm/khatm.toml";
export const STATE_FOLDER = "/var/lib/khatm";
