namespace FChat.Durable;

/// <summary>A row of grain state cannot be read: it is damaged, or a newer program wrote it. Nothing was changed.</summary>
public sealed class UnreadableStateException(Type state, string why, Exception? inner)
    : Exception($"The stored {state.Name} cannot be read. {why}", inner);
