using Huimin.Platform.Modules;

namespace Huimin.Platform.Registers;

/// <summary>Every register of the business lines that the program was started with, in their order.</summary>
public sealed class RegisterCatalogue
{
    private readonly Dictionary<string, RegisterType> byCode;

    /// <exception cref="InvalidOperationException">A declaration names a field or register that does not exist, or a code twice.</exception>
    public RegisterCatalogue(IReadOnlyList<Module> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        var types = new List<RegisterType>();
        foreach (var module in modules)
        {
            foreach (var type in module.Registers)
            {
                type.Line = module.Line;
                types.Add(type);
            }
        }

        All = types;
        byCode = types.ToDictionary(t => t.Code, StringComparer.Ordinal);
        foreach (var type in types)
            RegisterCheck.Require(type, byCode);
    }

    public IReadOnlyList<RegisterType> All { get; }

    /// <summary>The register of a code, or null if there is none.</summary>
    public RegisterType? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    /// <exception cref="InvalidOperationException">Entries are there of a register that no module declares.</exception>
    public RegisterType Require(string code) => Find(code) ?? throw new InvalidOperationException($"No module declares the register '{code}'.");
}
