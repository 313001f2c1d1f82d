using System.Text.Encodings.Web;
using System.Text.Json;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Output;

/// <summary>Every sample, and what they come down to, for other programs.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // A file and no page: a plus sign may stay one.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the file anew.</summary>
    public static async Task WriteAsync(string file, IReadOnlyList<ShapeResult> results, IReadOnlyList<Ratio> comparison, CancellationToken stop)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, new { Processors = Environment.ProcessorCount, Comparison = comparison, Results = results }, Options, stop);
    }
}
