using Microsoft.Extensions.Hosting;

namespace FChat.Hosting;

/// <summary>How logs are written where a program reads them.</summary>
public static class JsonLogs
{
    private const string Console = "Logging:Console:";

    /// <summary>Outside Development one JSON object a line, with the ids of the trace that it belongs to, unless <c>Logging:Console:FormatterName</c> says otherwise.</summary>
    public static void AddJsonLogs(this IHostApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            return;
        }

        builder.AddDefaults(
        [
            new(Console + "FormatterName", "json"),
            new(Console + "FormatterOptions:IncludeScopes", "true"),
            new(Console + "FormatterOptions:UseUtcTimestamp", "true"),
            new(Console + "FormatterOptions:TimestampFormat", "yyyy-MM-ddTHH:mm:ss.fffZ"),
        ]);
    }
}
