using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace FChat.LoadTests.Clients;

/// <summary>What a service answered to an operation.</summary>
/// <param name="Data">The result; undefined if refused.</param>
/// <param name="Refusal">The error's code and message, or null.</param>
public sealed record OperationAnswer(JsonElement Data, string? Refusal)
{
    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">The operation was refused.</exception>
    public JsonElement Required => Refusal is null ? Data : throw new InvalidOperationException($"Refused: {Refusal}");
}

/// <summary>The operations of one connection that wait for their answers.</summary>
public sealed class Invocations
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<OperationAnswer>> _waiting = new();
    private long _last;

    /// <summary>Makes the record to send and the promise of its answer.</summary>
    public (byte[] Record, Task<OperationAnswer> Answer) Begin(string operation, object argument)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<OperationAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        var json = $$"""{"arguments":[{{JsonSerializer.Serialize(argument)}}],"invocationId":"{{id}}","target":"{{operation}}","type":1}""";
        return (Encoding.UTF8.GetBytes(json + (char)HubRecords.Separator), answer.Task);
    }

    /// <summary>Hands an answer to its waiter.</summary>
    public void Complete(HubRecord record)
    {
        if (Utf8Parser.TryParse(record.Id, out long id, out _) && _waiting.TryRemove(id, out var waiter))
        {
            waiter.SetResult(Read(record));
        }
    }

    /// <summary>Nothing more will be answered.</summary>
    public void FailAll(string reason)
    {
        foreach (var waiter in _waiting.Values)
        {
            waiter.TrySetException(new IOException(reason));
        }
    }

    private static OperationAnswer Read(HubRecord record)
    {
        if (!record.Error.IsEmpty)
        {
            return new OperationAnswer(default, Encoding.UTF8.GetString(record.Error));
        }

        if (record.Body.IsEmpty)
        {
            return new OperationAnswer(default, null);
        }

        var answer = JsonElement.Parse(record.Body);
        return answer.GetProperty("ok").GetBoolean()
            ? new OperationAnswer(answer.GetProperty("data"), null)
            : new OperationAnswer(default, answer.GetProperty("error").GetRawText());
    }
}
