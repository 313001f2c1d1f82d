using FChat.Calls;

namespace FChat.Gateway.Operations;

/// <summary>An operation's fields, read and within their bounds.</summary>
internal readonly struct Arguments(Operation operation, FieldValue[] values)
{
    /// <summary>A required field.</summary>
    public T Get<T>(Field<T> field) => field.Kind.Of(values[IndexOf(field)]);

    /// <summary>An optional field with its default.</summary>
    public T Get<T>(Field<T> field, T absent) => TryFind(field, out var value) ? value : absent;

    /// <summary>An optional number, flag or word.</summary>
    public T? Find<T>(Field<T> field) where T : struct => TryFind(field, out var value) ? value : null;

    /// <summary>An optional text.</summary>
    public string? Find(Field<string> field) => TryFind(field, out var value) ? value : null;

    /// <summary>An optional name of a connection with the media server.</summary>
    public StreamRef? Find(Field<StreamRef> field) => TryFind(field, out var value) ? value : null;

    /// <summary>The client's name for this write, if it gave one.</summary>
    public CommandId? Command => Find(Fields.Command) is { } id ? new CommandId(id) : null;

    /// <summary>Whether the operation has such a field and a value of its kind was read. Of a request that is refused as unread, what came before the fault is there.</summary>
    /// <param name="field">One whose values are objects, not numbers, flags or words.</param>
    public bool Has(Field field) => operation.Fields.Contains(field) && values[IndexOf(field)].Reference is not null;

    private bool TryFind<T>(Field<T> field, out T value)
    {
        ref readonly var found = ref values[IndexOf(field)];
        value = found.IsGiven ? field.Kind.Of(found) : default!;
        return found.IsGiven;
    }

    private int IndexOf(Field field)
    {
        var fields = operation.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            if (ReferenceEquals(fields[i], field))
            {
                return i;
            }
        }

        throw new InvalidOperationException($"{operation.Name} has no field {field.Name}.");
    }
}
