using Huimin.Platform.Cases.Types;
using Huimin.Platform.Cockpit;
using Huimin.Platform.Indicators;
using Huimin.Platform.Registers;
using Huimin.Platform.Tasks;
using Huimin.Platform.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Modules;

/// <summary>
/// A business line 业务条线 as the platform sees it: what it brings along. The platform knows no module by name; each has one class
/// derived from this in its folder, and one line in the list that the program starts with.
/// </summary>
public abstract class Module
{
    /// <summary>Code of its <see cref="Huimin.Policies.BusinessLine"/>.</summary>
    public abstract string Line { get; }

    /// <summary>The matters that its offices handle.</summary>
    public virtual IReadOnlyList<CaseType> CaseTypes => [];

    /// <summary>Its own pages in the menu, under the name of the line.</summary>
    public virtual IReadOnlyList<MenuPage> Pages => [];

    /// <summary>What its officers are to look at because a date came or a pass over the city found it.</summary>
    public virtual IReadOnlyList<ITaskSource> TaskSources => [];

    /// <summary>Its registers 台账: the platform gives each its pages, import, export and figures.</summary>
    public virtual IReadOnlyList<RegisterType> Registers => [];

    /// <summary>What it counts 指标, by codes of <c>data/indicators.yaml</c>.</summary>
    public virtual IReadOnlyList<Indicator> Indicators => [];

    /// <summary>Which of its indicators lead the cockpit 头条指标.</summary>
    public virtual IReadOnlyList<Headline> Headlines => [];

    /// <summary>Its own actions.</summary>
    public virtual void AddServices(IServiceCollection services)
    {
    }
}
