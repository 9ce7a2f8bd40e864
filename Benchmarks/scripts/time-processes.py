"""Runs commands in turns and prints a table of their wall and CPU times as whole processes.

usage: time-processes.py RUNS COMMAND...

Each command is one argument, split as a shell splits words. The others are compared with the first.
"""

import os
import shlex
import statistics
import sys
import time


def run(arguments):
    """Wall and CPU time of one process in milliseconds, and its exit status."""
    output = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_WRONLY, 0) for descriptor in (1, 2)]
    start = time.perf_counter()
    process = os.posix_spawnp(arguments[0], arguments, os.environ, file_actions=output)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    return wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000, os.waitstatus_to_exitcode(status)


def main():
    runs = int(sys.argv[1])
    commands = [shlex.split(command) for command in sys.argv[2:]]
    results = [[] for _ in commands]
    for round in range(runs + 1):
        for command, result in zip(commands, results):
            measured = run(command)
            if round > 0:  # the first one only warms up
                result.append(measured)
    walls = [statistics.median(wall for wall, _, _ in result) for result in results]
    cpus = [statistics.median(cpu for _, cpu, _ in result) for result in results]
    print(f"medians (minima) of {runs} runs in turns, in milliseconds; load average {os.getloadavg()[0]:.1f}\n")
    print("| command | wall | CPU | wall, relative | CPU, relative | exit status |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for command, result, wall, cpu in zip(commands, results, walls, cpus):
        name = " ".join(os.path.basename(word) for word in command[:2])
        least = min(wall for wall, _, _ in result), min(cpu for _, cpu, _ in result)
        statuses = ", ".join(str(status) for status in sorted({status for _, _, status in result}))
        print(
            f"| {name} | {wall:.1f} ({least[0]:.1f}) | {cpu:.1f} ({least[1]:.1f}) "
            f"| {wall / walls[0]:.2f} | {cpu / cpus[0]:.2f} | {statuses} |"
        )


main()
