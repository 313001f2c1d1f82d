using FChat.Storage.Schema;
using Microsoft.Extensions.Options;

namespace FChat.Hosting;

/// <summary>How a program ends that was not to start.</summary>
public static class StartRefusal
{
    /// <summary>Runs a program. If its settings or its database do not allow a start, it says so in one last line.</summary>
    /// <returns>The exit code: 0, or 1 for a refusal.</returns>
    public static async Task<int> Tell(Func<Task> program)
    {
        try
        {
            await program();
            return 0;
        }
        catch (Exception refusal) when (refusal is SchemaException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"FChat does not start. {refusal.Message}");
            return 1;
        }
    }
}
