namespace FChat.Deploy.Tests.Kubernetes;

/// <summary>A Deployment, Job or StatefulSet with its pods.</summary>
internal sealed record Workload(JsonNode Object)
{
    /// <summary>Its kind.</summary>
    public string Kind => Object.TextAt("kind")!;

    /// <summary>Its name.</summary>
    public string Name => Object.TextAt("metadata", "name")!;

    /// <summary>What it is for: silo, gateway, migrate, postgres.</summary>
    public string Component => Labels["app.kubernetes.io/component"];

    /// <summary>How its pods are.</summary>
    public JsonNode Pod => Object.At("spec", "template", "spec")!;

    /// <summary>The labels of its pods.</summary>
    public Dictionary<string, string> Labels => Object.EntriesAt("spec", "template", "metadata", "labels").ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());

    /// <summary>The one container.</summary>
    public JsonNode Container => Assert.Single(Pod.ItemsAt("containers"))!;

    /// <summary>Its variables that the pod says itself.</summary>
    public IEnumerable<JsonNode> Environment => Container.ItemsAt("env").Select(variable => variable!);

    /// <summary>Names of the maps that it takes all variables from.</summary>
    public IEnumerable<string> Maps => Container.ItemsAt("envFrom").Select(source => source.TextAt("configMapRef", "name")).OfType<string>();

    /// <summary>The ports that it opens, by their names.</summary>
    public Dictionary<string, string> Ports => Container.ItemsAt("ports").ToDictionary(port => port.TextAt("name")!, port => port.TextAt("containerPort")!);

    /// <summary>A variable.</summary>
    public JsonNode Variable(string name) => Environment.Single(variable => variable.TextAt("name") == name);

    /// <summary>Whether a selector chooses its pods: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/.</summary>
    public bool IsChosenBy(JsonNode? selector) =>
        selector.EntriesAt("matchLabels").All(label => Labels.GetValueOrDefault(label.Key) == label.Value!.GetValue<string>())
        && selector.ItemsAt("matchExpressions").All(expression =>
            expression.TextAt("operator") == "In" && expression.TextsAt("values").Contains(Labels.GetValueOrDefault(expression.TextAt("key")!)));
}
