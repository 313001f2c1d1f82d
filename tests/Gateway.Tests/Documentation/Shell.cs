using System.Diagnostics;
using System.Text;

namespace FChat.Tests.Documentation;

/// <summary>A bash that is given one block of commands after the other, as a reader would paste them.</summary>
internal sealed class Shell : IDisposable
{
    private const char End = '\u001e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Process bash;

    /// <summary>Starts it in a directory; null: in that of this process.</summary>
    public Shell(string? directory = null)
    {
        bash = Process.Start(new ProcessStartInfo("bash", ["--noprofile", "--norc"])
        {
            WorkingDirectory = directory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
        })!;
    }

    /// <summary>Runs a block and gives what it prints.</summary>
    /// <exception cref="TimeoutException">It did not come to its end.</exception>
    public async Task<string> Run(string block)
    {
        await bash.StandardInput.WriteLineAsync(block);
        await bash.StandardInput.WriteLineAsync("printf '\\036'");
        await bash.StandardInput.FlushAsync();
        return await Printed().WaitAsync(Patience);
    }

    public void Dispose()
    {
        bash.Kill(entireProcessTree: true);
        bash.Dispose();
    }

    private async Task<string> Printed()
    {
        var printed = new StringBuilder();
        var buffer = new char[4096];
        while (await bash.StandardOutput.ReadAsync(buffer) is var count and > 0)
        {
            printed.Append(buffer, 0, count);
            if (printed[^1] == End)
            {
                return printed.ToString(0, printed.Length - 1);
            }
        }

        throw new EndOfStreamException($"The shell ended: {printed}");
    }
}
