using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FChat.Hosting;

/// <summary>How a program ends that was not to start.</summary>
public static class StartRefusal
{
    /// <summary>Runs a program. If what it was given does not allow a start, it says so in one last line.</summary>
    /// <param name="reasonOf">What else, beside settings, is a refusal, and what to tell of it; null of a defect.</param>
    /// <returns>The exit code: 0, or 1 for a refusal.</returns>
    public static async Task<int> Tell(Func<Task> program, Func<Exception, string?>? reasonOf = null)
    {
        try
        {
            await program();
            return 0;
        }
        catch (Exception failure) when ((ReasonOf(failure) ?? reasonOf?.Invoke(failure)) is { } reason)
        {
            await Console.Error.WriteLineAsync($"FChat does not start. {reason}");
            return 1;
        }
    }

    // Several classes of settings may be wrong at once.
    private static string? ReasonOf(Exception failure) => failure switch
    {
        OptionsValidationException or ValidationException => failure.Message,
        AggregateException several when several.InnerExceptions.All(one => one is OptionsValidationException) =>
            string.Join(' ', several.InnerExceptions.Select(one => one.Message)),
        _ => null,
    };
}
