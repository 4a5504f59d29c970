// Khatm under pm2, for a site that has it: `pm2 start ecosystem.config.cjs`. systemd is the better choice: docs/install.md.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const own = join(__dirname, "..");
// From the package the version that works, which need not be the one unpacked last: docs/update.md.
const current = `${own}.current`;
const root = existsSync(current) ? current : own;

module.exports = {
  apps: [
    {
      name: "khatm",
      // Compiled where it is installed, else the sources.
      script: join(root, "khatm"),
      args: "run",
      interpreter: "none",
      // One writer per ledger: never in cluster mode.
      exec_mode: "fork",
      instances: 1,
      autorestart: true,
      // A wrong configuration is not mended by trying again.
      stop_exit_codes: [78],
      exp_backoff_restart_delay: 500,
      max_memory_restart: "384M",
      // It ends the document under way first.
      kill_timeout: 30_000,
      wait_ready: true,
      listen_timeout: 60_000,
    },
  ],
};
