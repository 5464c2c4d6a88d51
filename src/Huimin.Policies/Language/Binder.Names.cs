namespace Huimin.Policies;

internal sealed partial class Binder
{
    private static readonly string[] BuiltIn = ["month_start", "month_end", "age"];

    private Node? Name(NameSyntax syntax)
    {
        if (syntax.Path[0].Name == "household" && syntax.Path.Count > 1)
        {
            var outer = ofMember;
            ofMember = false;
            var found = Named([.. syntax.Path.Skip(1)]);
            ofMember = outer;
            return found;
        }
        return Named(syntax.Path);
    }

    private Node? Named(IReadOnlyList<(string Name, int At)> path)
    {
        var (name, at) = path[0];
        if (pack.Definition(programme, name) is { } definition)
            return path.Count == 1 ? Defined(definition, at) : Wrong(path[1].At, $"'{name}' is a value without parts");
        if (pack.Parameter(programme, name) is { } parameter)
            return ParameterValue(parameter, [.. path.Skip(1)], at, key: null);
        if (path.Count == 1 && pack.Input(programme, name) is { } input)
            return Input(input, at);
        if (path.Count > 1 && pack.IsUnread(name))
            return null;
        if (path.Count > 1)
            return pack.Programme(name) is { } other
                ? OfProgramme(other, [.. path.Skip(1)], at)
                : Wrong(at, $"there is no programme or parameter '{name}'{Suggestion.For(name, pack.ProgrammeCodes.Concat(programme.Parameters.Select(p => p.Code)))}");
        if (name is "month_start" or "month_end")
            return new MonthDayNode(last: name == "month_end") { Type = ValueType.Date };
        if (ownAmount && name == "amount")
            return new ResultAmountNode(programme) { Type = programme.AmountType };
        if (pack.Facts.Find(name, ofHousehold: !ofMember) is { } fact)
            return Fact(fact);
        return Unknown(name, at);
    }

    private static Node Fact(Fact fact)
    {
        var type = ValueType.Of(fact);
        if (fact.Type == FactType.Bool)
            return new TruthFactNode(fact) { Type = type };
        return fact.OfHousehold ? new HouseholdFactNode(fact) { Type = type } : new MemberFactNode(fact) { Type = type };
    }

    private Node? Input(ApplicationInput input, int at)
    {
        if (!input.OfHousehold && !ofMember)
            return Wrong(at, $"'{input.Code}' is an input for a person; use it inside sum(members: …) and the like");
        references.Inputs.Add(input);
        var type = ValueType.Of(input);
        return input.Type == FactType.Bool ? new TruthInputNode(input) { Type = type } : new InputNode(input) { Type = type };
    }

    private Node? Unknown(string name, int at)
    {
        if (ofMember && pack.Facts.Find(name, ofHousehold: true) is not null)
            return Wrong(at, $"'{name}' is a fact of the household; write household.{name}");
        if (!ofMember && pack.Facts.Find(name, ofHousehold: false) is not null)
            return Wrong(at, $"'{name}' is a fact of a member; use it inside sum(members: …) and the like");
        if (pack.Programme(name) is not null)
            return Wrong(at, $"'{name}' is a programme; write {name}.eligible or {name}.amount");
        var known = programme.Parameters.Select(p => p.Code)
            .Concat(pack.DefinitionCodes(programme))
            .Concat(programme.Inputs.Select(i => i.Code))
            .Concat((ofMember ? pack.Facts.Member : pack.Facts.Household).Select(f => f.Code))
            .Concat(pack.ProgrammeCodes)
            .Concat(BuiltIn);
        return Wrong(at, $"'{name}' is not defined here{Suggestion.For(name, known)}");
    }

    private Node? OfProgramme(Programme other, IReadOnlyList<(string Name, int At)> path, int at)
    {
        var (name, nameAt) = path[0];
        // A household's parameter that is asked for a person goes by the person's hukou.
        if (pack.Parameter(other, name) is { } parameter)
            return ParameterValue(parameter, [.. path.Skip(1)], nameAt, key: null, ofPerson: other.OfHousehold && ofMember);
        if (other.OfHousehold && ofMember)
            return Wrong(at, $"'{other.Code}' is for households; write household.{other.Code}.{name}");
        if (path.Count > 1)
            return Wrong(path[1].At, $"'{other.Code}.{name}' has no parts");
        if (!other.OfHousehold && !ofMember)
            return Wrong(at, $"'{other.Code}' is for persons; use it inside any(members: …) and the like");
        if (name is "eligible" or "amount")
        {
            if (other.OnlyOnApplication && !programme.OnlyOnApplication)
                return Wrong(at, $"'{other.Code}' is decided at an application only, and '{programme.Code}', which has no 'inputs:', is not");
            references.AddResult(other);
            return name == "eligible"
                ? new ResultNode(other) { Type = ValueType.Bool }
                : new ResultAmountNode(other) { Type = other.AmountType };
        }
        if (pack.Definition(other, name) is { } definition)
            return Defined(definition, nameAt);
        if (pack.Input(other, name) is not null)
            return Wrong(nameAt, $"'{name}' is an input of {other.Code}; only its own text uses it");
        var known = pack.DefinitionCodes(other).Concat(other.Parameters.Select(p => p.Code)).Append("eligible").Append("amount");
        return Wrong(nameAt, $"'{other.Code}' has no '{name}'{Suggestion.For(name, known)}");
    }

    private Node? Defined(Definition definition, int at)
    {
        if (definition.OfMember && !ofMember)
            return Wrong(at, $"'{definition.Code}' is a value of a member; use it inside sum(members: …) and the like");
        if (pack.Circle(definition) is { } circle)
            return Wrong(at, $"the values rest on each other in a circle: {circle}");
        if (pack.IsTooDeep)
            return Wrong(at, $"the values rest on each other too deeply: more than {PackBinding.DeepestChain} in a row");
        pack.Bind(definition);
        references.AddValue(definition, sameText: definition.Programme == programme);
        if (!programme.OnlyOnApplication && definition.References.Inputs.FirstOrDefault() is { } input)
            return Wrong(at, $"'{definition.Code}' rests on '{input}', which only an application tells, and '{programme.Code}' has no 'inputs:'");
        return definition.Body switch
        {
            TruthNode body => new DefinedTruthNode(definition) { Type = body.Type },
            NumberNode body => new DefinedNumberNode(definition) { Type = body.Type },
            _ => null, // its own mistake is reported where it is defined
        };
    }

    private Node? Lookup(LookupSyntax syntax)
    {
        var path = syntax.Table.Path;
        var inHousehold = path[0].Name == "household" && path.Count > 1;
        if (inHousehold)
            path = [.. path.Skip(1)];
        var owner = programme;
        if (pack.Parameter(programme, path[0].Name) is null && path.Count > 1 && pack.Programme(path[0].Name) is { } other)
            (owner, path) = (other, [.. path.Skip(1)]);
        if (pack.IsUnread(path[0].Name))
            return null;
        if (pack.Parameter(owner, path[0].Name) is not { } parameter)
            return Wrong(path[0].At, $"there is no parameter '{path[0].Name}' to look up in{Suggestion.For(path[0].Name, owner.Parameters.Select(p => p.Code))}");
        if (Quantity(syntax.Key) is not { } key)
            return null;
        if (!parameter.IsTable)
            return Wrong(path[0].At, $"'{parameter.Code}' is not a table; it has 'lookup:' if it is one");
        return key.Type == parameter.KeyType || (key.Type.IsPlain && parameter.KeyType == ValueType.Ratio)
            ? ParameterValue(parameter, [.. path.Skip(1)], path[0].At, key)
            : Wrong(syntax.Key.At, $"the table is looked up by {parameter.KeyType}, and this is {key.Type}{(key.Type.IsMoney ? PeriodAdvice(key.Type, parameter.KeyType!.Value) : "")}");
    }

    private Node? ParameterValue(Parameter parameter, IReadOnlyList<(string Name, int At)> path, int at, NumberNode? key, bool ofPerson = false)
    {
        references.AddParameter(parameter);
        if (parameter.IsTable && key is null)
            return Wrong(at, $"'{parameter.Code}' is a table; look up a value with {parameter.Code}[…]");
        if (!ofMember && parameter.Dimensions.FirstOrDefault(d => d.Fact is { OfHousehold: false }) is { } dimension)
            return Wrong(at, $"'{parameter.Code}' depends on the {dimension.Code} of a member; use it inside sum(members: …) and the like");
        var part = 0;
        if (parameter.Parts.Count > 0)
        {
            if (path.Count == 0)
                return Wrong(at, $"'{parameter.Code}' has parts; write {parameter.Code}.{parameter.Parts[0].Code}");
            part = parameter.Parts.Select(p => p.Code).ToList().IndexOf(path[0].Name);
            if (part < 0)
                return Wrong(path[0].At, $"'{parameter.Code}' has no part '{path[0].Name}'{Suggestion.For(path[0].Name, parameter.Parts.Select(p => p.Code))}");
            path = [.. path.Skip(1)];
        }
        if (path.Count > 0)
            return Wrong(path[0].At, $"'{parameter.Code}' has no parts");
        var node = new ParameterNode(parameter, part, key, ofPerson) { Type = parameter.Type };
        return parameter.Type.Kind == ValueKind.Bool ? new TruthParameterNode(node) { Type = ValueType.Bool } : node;
    }
}
