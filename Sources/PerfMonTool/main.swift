internal import PerfMonCLI
