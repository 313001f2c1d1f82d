using FChat.Gateway.Operations;

namespace FChat.Gateway.Http;

/// <summary>A request's body, read to its bound.</summary>
/// <param name="Json">The bytes, when <see cref="Refusal"/> is null.</param>
internal readonly record struct RequestBody(ReadOnlyMemory<byte> Json, Refusal? Refusal)
{
    private const int FirstRead = 4 * 1024;
    private static readonly Refusal Unreadable = new(ErrorCode.InvalidArgument, "The body cannot be read.");

    /// <summary>Reads at most <paramref name="limit"/> bytes; more is refused.</summary>
    public static async ValueTask<RequestBody> Read(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit)
        {
            return new RequestBody(default, ArgumentRefusals.TooLarge(limit));
        }

        try
        {
            return await ReadAll(http, limit);
        }
        catch (BadHttpRequestException)
        {
            return new RequestBody(default, Unreadable);
        }
    }

    private static async ValueTask<RequestBody> ReadAll(HttpContext http, int limit)
    {
        var buffer = new byte[Math.Min(limit + 1, (int)(http.Request.ContentLength ?? FirstRead) + 1)];
        var length = 0;
        while (await http.Request.Body.ReadAsync(buffer.AsMemory(length), http.RequestAborted) is var read and > 0)
        {
            length += read;
            if (length > limit)
            {
                return new RequestBody(default, ArgumentRefusals.TooLarge(limit));
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(limit + 1, length * 2));
            }
        }

        return new RequestBody(buffer.AsMemory(0, length), null);
    }
}
