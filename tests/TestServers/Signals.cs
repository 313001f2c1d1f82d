using System.ComponentModel;
using System.Runtime.InteropServices;

namespace FChat.TestServers;

/// <summary>Signals of POSIX, by their numbers on Linux.</summary>
public enum PosixSignalNumber
{
    /// <summary>SIGINT.</summary>
    Interrupt = 2,

    /// <summary>SIGQUIT.</summary>
    Quit = 3,

    /// <summary>SIGKILL.</summary>
    Kill = 9,

    /// <summary>SIGTERM.</summary>
    Terminate = 15,

    /// <summary>SIGCONT.</summary>
    Continue = 18,

    /// <summary>SIGSTOP.</summary>
    Stop = 19,
}

/// <summary>kill(2).</summary>
public static partial class Signals
{
    /// <summary>Sends a signal to one process.</summary>
    /// <exception cref="Win32Exception">There is no such process, or it is not ours.</exception>
    public static void Send(int processId, PosixSignalNumber signal)
    {
        if (Kill(processId, (int)signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>
    /// Stops a process, and returns when every thread of it stands still: kill(2) comes back before, and on a busy machine a request that is sent then may still be answered.
    /// It goes on by <see cref="PosixSignalNumber.Continue"/>.
    /// </summary>
    /// <exception cref="Win32Exception">There is no such process, or it is not ours.</exception>
    /// <exception cref="TimeoutException">It has not stopped within ten seconds.</exception>
    public static void Freeze(int processId)
    {
        Send(processId, PosixSignalNumber.Stop);
        if (!SpinWait.SpinUntil(() => IsStill(processId), TimeSpan.FromSeconds(10)))
        {
            throw new TimeoutException($"Process {processId} has not stopped.");
        }
    }

    private static bool IsStill(int processId)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{processId}/task").All(thread => StateOf(thread) == 'T');
        }
        catch (IOException)
        {
            return false; // A thread has ended meanwhile: those that are left are looked at again.
        }
    }

    // proc_pid_stat(5): the state follows the name, which stands in parentheses and may hold some.
    private static char StateOf(string thread)
    {
        var stat = File.ReadAllText(Path.Combine(thread, "stat"));
        return stat[stat.LastIndexOf(')') + 2];
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
