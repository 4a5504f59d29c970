// Forty gateway faults, each with many seeds: the second half of the table, mostly of the network, the gateway, the program.
import { PLACE_CASES } from "./fault-cases.ts";
import { playCases } from "./play-cases.ts";

playCases(PLACE_CASES);
