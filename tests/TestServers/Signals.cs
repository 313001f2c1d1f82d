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

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
